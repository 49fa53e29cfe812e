"""Child processes that read untrusted bytes: what they may do, what they may take, and what becomes of their work.

`confinement` is what a child gives up before it reads anything, `child` its loop, `parent` the other end of its pipes, and
`crew` the children and the executor of one ingest.
"""
