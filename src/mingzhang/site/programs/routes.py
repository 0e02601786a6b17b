"""The addresses of what programs ask for."""

from mingzhang.site.programs import llms_txt, openapi, package

ROUTES = [*package.ROUTES, *openapi.ROUTES, *llms_txt.ROUTES]
