"""The store («хранилище»): a file for what is kept together, one class in front of them."""

from data_model.store.store import Store

__all__ = ["Store"]
