"""The site: one MkDocs run for each language, put together into one folder of files."""
