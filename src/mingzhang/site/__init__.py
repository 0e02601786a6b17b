"""The site: Datasette with our plugin, our settings, our metadata and ready charts."""
