"""Charts: what they are about, and the pictures of them that the build draws."""
