"""Small helpers of the XML formats: identifiers that hold for ever, elements with text."""

import hashlib
from typing import Final
from xml.etree import ElementTree as ET

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"


def ident(*parts: str) -> str:
    """Return an XML identifier of its parts: the same for the same parts, telling nothing."""
    return "i" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    """Append an element with text and attributes; return it."""
    child = ET.SubElement(parent, name, attributes)
    if text:
        child.text = text
    return child


def to_bytes(root: ET.Element) -> bytes:
    """Return the document as UTF-8 with its declaration."""
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data
