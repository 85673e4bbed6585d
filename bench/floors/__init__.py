"""Floors: the same reads and writes without what makes Recul itself.

No login, no signature, no chain, no header beyond those of HTTP. A note travels as `object_id (16) ‖ size u32 ‖ body`.
"""
