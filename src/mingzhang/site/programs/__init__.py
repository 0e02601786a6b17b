"""What programs ask the site for: MCP, OpenAPI, llms.txt, and the package with all files of a version.

Nothing here says anything of a table, a column or a number that metadata.yml, the schema or caveats.yml do not say.
"""
