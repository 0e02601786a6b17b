"""`python -m mingzhang` is the command `mingzhang`."""

from mingzhang.cli import main

main(prog_name="mingzhang")
