"""The site: Datasette (`server`) with our plugin (`plugin`), our settings, our metadata and ready charts."""
