"""SQL that a reader wrote, or whose cost a reader chose, in processes that can be stopped.

`routing` tells which requests these are, `database` sends their statements to a `pool`, `worker` is the process that runs them
as `jobs`, under the `limits` of limits.yml. The site's own pages share no thread and no interpreter lock with any of it.
"""
