"""Supervised local workers: a document that crashes, hangs or bloats one is named, the rest goes on."""
