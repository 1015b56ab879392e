"""The file formats of texts and annotations, one module a format.

Every module has `read`, and those that carry annotations have `dump` beside it. Decoding bytes, finding files
and choosing the module by a file's ending is `store.reading`.
"""
