"""The roadmap read from the order («дорожная карта из приказа»).

``read_order`` reads and proposes, a person looks and corrects, ``confirm`` makes the roadmap::

    bytes → document → rows of the table → meaning of each row → RoadmapProposal → Roadmap
"""

from loaders.orders.confirm import FieldCorrection, confirm
from loaders.orders.proposal import RoadmapProposal, RowProposal
from loaders.orders.reader import read_order

__all__ = ["FieldCorrection", "RoadmapProposal", "RowProposal", "confirm", "read_order"]
