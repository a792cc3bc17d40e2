"""Order of elements («порядок элементов») of Word, Excel and charts, after ECMA-376.

One row: an element and the children that its schema allows, in their sequence. Names joined by
``|`` stand in the same place in any order. Only elements in the table are checked.
"""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
INLINE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
ANCHOR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark "
    "minorTickMark tickLblPos spPr txPr crossAx crosses|crossesAt "
)
SHOWN = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator showLeaderLines leaderLines"
)
FILL = "noFill|solidFill|gradFill|blipFill|pattFill|grpFill"
BLOCKS = "p|tbl|sdt|bookmarkStart|bookmarkEnd"
SEQUENCES = {
    WORD: {
        "document": "background body",
        "body": f"{BLOCKS} sectPr",
        "tbl": "tblPr tblGrid tr",
        "tblGrid": "gridCol",
        "tr": "tblPrEx trPr tc",
        "tc": f"tcPr {BLOCKS}",
        "p": "pPr r|fldSimple|hyperlink|bookmarkStart|bookmarkEnd|proofErr",
        "r": "rPr t|tab|br|drawing|fldChar|instrText|noBreakHyphen|softHyphen",
        "fldSimple": "r",
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
        "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
        "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
        "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
        "imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs "
        "highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish",
        "pBdr": "top left bottom right between bar",
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize "
        "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
        "tblDescription",
        "tblBorders": "top left|start bottom right|end insideH insideV",
        "tblCellMar": "top left|start bottom right|end",
        "trPr": "cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|"
        "tblCellSpacing|jc|hidden",
        "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
        "tcFitText vAlign hideMark",
        "tcBorders": "top left|start bottom right|end insideH insideV tl2br tr2bl",
        "sectPr": "headerReference|footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
        "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
        "rtlGutter docGrid",
        "styles": "docDefaults latentStyles style",
        "docDefaults": "rPrDefault pPrDefault",
        "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
        "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr "
        "trPr tcPr tblStylePr",
        "tblStylePr": "pPr rPr tblPr trPr tcPr",
        "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime "
        "mirrorMargins hideSpellingErrors hideGrammaticalErrors proofState attachedTemplate "
        "trackRevisions documentProtection defaultTabStop autoHyphenation consecutiveHyphenLimit "
        "hyphenationZone doNotHyphenateCaps evenAndOddHeaders characterSpacingControl "
        "updateFields footnotePr endnotePr compat docVars rsids mathPr themeFontLang "
        "clrSchemeMapping decimalSymbol listSeparator",
    },
    INLINE: {"inline": "extent effectExtent docPr cNvGraphicFramePr graphic"},
    CHART: {
        "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotSource "
        "protection chart spPr txPr externalData printSettings userShapes extLst",
        "chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend "
        "plotVisOnly dispBlanksAs showDLblsOverMax extLst",
        "plotArea": "layout barChart|lineChart catAx|valAx|dateAx|serAx dTable spPr extLst",
        "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId extLst",
        "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth "
        "axId extLst",
        "ser": "idx order tx spPr invertIfNegative pictureOptions marker dPt dLbls trendline "
        "errBars cat val smooth shape extLst",
        "dPt": "idx invertIfNegative marker bubble3D explosion spPr pictureOptions extLst",
        "dLbls": f"dLbl delete {SHOWN} extLst",
        "dLbl": f"idx delete layout tx {SHOWN} extLst",
        "catAx": AXIS + "auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
        "valAx": AXIS + "crossBetween majorUnit minorUnit dispUnits extLst",
        "scaling": "logBase orientation max min extLst",
        "title": "tx layout overlay spPr txPr extLst",
        "legend": "legendPos legendEntry layout overlay spPr txPr extLst",
        "strRef": "f strCache extLst",
        "numRef": "f numCache extLst",
        "strCache": "ptCount pt extLst",
        "numCache": "formatCode ptCount pt extLst",
        "spPr": f"xfrm custGeom|prstGeom {FILL} ln effectLst|effectDag scene3d sp3d extLst",
        "txPr": "bodyPr lstStyle p",
        "rich": "bodyPr lstStyle p",
        "externalData": "autoUpdate",
    },
    MAIN: {
        "p": "pPr r|br|fld endParaRPr",
        "r": "rPr t",
        "ln": f"{FILL} prstDash|custDash round|bevel|miter headEnd tailEnd extLst",
        "defRPr": f"ln {FILL} effectLst highlight latin ea cs sym",
        "rPr": f"ln {FILL} effectLst highlight latin ea cs sym",
        "graphic": "graphicData",
    },
    SHEET: {
        "workbook": "fileVersion fileSharing workbookPr workbookProtection bookViews sheets "
        "functionGroups externalReferences definedNames calcPr extLst",
        "worksheet": "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr "
        "sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate "
        "customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks "
        "printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties "
        "cellWatches ignoredErrors smartTags drawing legacyDrawing picture tableParts extLst",
        "sheetPr": "tabColor outlinePr pageSetUpPr",
        "sheetView": "pane selection pivotSelection extLst",
        "row": "c extLst",
        "c": "f v is extLst",
        "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
        "styleSheet": "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs "
        "tableStyles colors extLst",
        "xf": "alignment protection extLst",
        "border": "left|start right|end top bottom diagonal vertical horizontal",
        "dxf": "font numFmt fill alignment border protection",
    },
    ANCHOR: {
        "twoCellAnchor": "from to graphicFrame|pic|sp clientData",
        "from": "col colOff row rowOff",
        "to": "col colOff row rowOff",
        "graphicFrame": "nvGraphicFramePr xfrm graphic",
        "nvGraphicFramePr": "cNvPr cNvGraphicFramePr",
    },
}
ONCE = {
    "pPr",
    "rPr",
    "tblPr",
    "tcPr",
    "trPr",
    "pBdr",
    "settings",
    "spPr",
    "chartSpace",
    "worksheet",
}
"""Elements whose children may not be repeated, but for those named here."""
REPEATED = {"conditionalFormatting"}


def out_of_order(content: bytes) -> list[str]:
    """Every element of the package that its schema would not take, as «part: element: why»."""
    return [
        f"{name}: {etree.QName(element).localname}: {trouble}"
        for name, root in _parts(content)
        for element in root.iter(etree.Element)
        for trouble in _troubles(element)
    ]


def _parts(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """The XML parts of a package, those of the workbooks inside it included."""
    with ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, etree.fromstring(package.read(name))
            elif name.endswith(".xlsx"):
                for inner, root in _parts(package.read(name)):
                    yield f"{name}/{inner}", root


def _troubles(element: etree._Element) -> Iterator[str]:
    space, name = etree.QName(element).namespace, etree.QName(element).localname
    sequence = SEQUENCES.get(space or "", {}).get(name)
    if sequence is None:
        return
    places = {
        child: place for place, group in enumerate(sequence.split()) for child in group.split("|")
    }
    children = [etree.QName(child).localname for child in element.iterchildren(etree.Element)]
    if strange := [child for child in children if child not in places]:
        yield f"{strange} не бывает"
        return
    found = [places[child] for child in children]
    if found != sorted(found):
        yield f"порядок {children}"
    many = {child for child, number in Counter(children).items() if number > 1} - REPEATED
    if name in ONCE and many:
        yield f"повторы {sorted(many)}"


def broken_links(content: bytes) -> list[str]:
    """Relations that lead nowhere, ids without a relation, parts without a content type."""
    with ZipFile(BytesIO(content)) as package:
        names = package.namelist()
        troubles = [f"{name} дважды" for name, many in Counter(names).items() if many > 1]
        types = etree.fromstring(package.read("[Content_Types].xml"))
        roots = {name: etree.fromstring(package.read(name)) for name in names if _is_xml(name)}
    known = {one.get("PartName") for one in types.iter(f"{{{TYPES}}}Override")}
    suffixes = {one.get("Extension") for one in types.iter(f"{{{TYPES}}}Default")}
    for name in names:
        if f"/{name}" not in known and name.rsplit(".", 1)[-1] not in suffixes:
            troubles.append(f"{name} без типа")
    troubles += [f"{part} нет в пакете" for part in known if str(part)[1:] not in names]
    for name, root in roots.items():
        if name.endswith(".rels"):
            troubles += list(_dangling(name, root, set(names)))
        else:
            troubles += list(_unknown_ids(name, root, roots))
    return troubles


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _dangling(name: str, root: etree._Element, names: set[str]) -> Iterator[str]:
    base = dirname(dirname(name))
    for relation in root.iter(f"{{{RELATIONS}}}Relationship"):
        target = relation.get("Target", "")
        part = target[1:] if target.startswith("/") else normpath(join(base, target))
        if relation.get("TargetMode") != "External" and part not in names:
            yield f"{name}: {target} нет в пакете"


def _unknown_ids(
    name: str, root: etree._Element, roots: dict[str, etree._Element]
) -> Iterator[str]:
    relations = roots.get(join(dirname(name), "_rels", f"{name.rsplit('/', 1)[-1]}.rels"))
    known = {one.get("Id") for one in relations} if relations is not None else set()
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{OFFICE}}}") and value not in known:
                yield f"{name}: связи {value} нет"
