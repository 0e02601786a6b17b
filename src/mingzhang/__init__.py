"""明账 mingzhang: China's budget-performance disclosures as data. `pipeline` is the module to read first."""

from importlib.metadata import version

__version__ = version("mingzhang")
