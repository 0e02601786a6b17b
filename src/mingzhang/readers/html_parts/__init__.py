"""Parts of the readers of web pages: what a browser shows of elements, style sheets and fields."""
