"""The store («хранилище»): one file per noun, one class in front of them."""

from data_model.store.store import Store

__all__ = ["Store"]
