"""What others build on: the database verified, compared with an earlier one, packed into files, and kept in releases."""
