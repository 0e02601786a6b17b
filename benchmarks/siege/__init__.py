"""What a public host meets: processes killed at any moment, readers who are slow, many, or ill-meaning.

Each module is a command of its own, prints figures, and asserts nothing on time:

    python -m benchmarks.siege.builds --kills 100          kills of `mingzhang build`, of its parent and of its workers
    python -m benchmarks.siege.servers --kills 100         kills of `mingzhang serve`, of each kind of its processes
    python -m benchmarks.siege.slow DATABASE               one byte a second, half-open sockets, idle connections
    python -m benchmarks.siege.abuse DATABASE              pages beside twenty clients of slow SQL, against quiet
    python -m benchmarks.siege.soak DATABASE --minutes 30 --connections 50
"""
