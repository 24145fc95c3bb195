// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/reporttext.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace windsock::matrix {

namespace {

constexpr qsizetype firstLines = 60;
constexpr qsizetype lastLines = 100; // more of them: a traceback ends with what matters
constexpr qsizetype longestLine = 500;
constexpr qsizetype escapesMayTake = 4; // times a line's length
constexpr int tabStop = 8;
constexpr char32_t replacement = 0xFFFD;

struct Range
{
    char32_t first;
    char32_t last;
};

bool isIn(char32_t character, std::initializer_list<Range> ranges)
{
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const Range& range) { return character >= range.first && character <= range.last; });
}

// Controls, what turns the direction of all that follows, and what is no character.
bool isUnprintable(char32_t character)
{
    return isIn(character, {{0, 0x1F},
                            {0x7F, 0x9F},
                            {0xD800, 0xDFFF},
                            {0x2028, 0x202E},
                            {0x2066, 0x2069},
                            {0xFDD0, 0xFDEF},
                            {0xFEFF, 0xFEFF},
                            {0xFFF9, 0xFFFB}}) ||
           (character & 0xFFFE) == 0xFFFE;
}

// ECMA-48: control sequences, strings such as a window's title, and the short ones. Possessive, so that an unfinished
// one costs no more than its length.
QString withoutEscapes(QString text)
{
    static const QRegularExpression escape(QStringLiteral(
        R"((?:\x1b\[|\x9b)[0-?]*+[ -/]*+[@-~]|\x1b[\]PX^_][^\x07\x1b]*+(?:\x07|\x1b\\)?|\x1b[ -/]*+[0-~])"));
    return text.contains(u'\x1b') || text.contains(QChar(0x9B)) ? text.remove(escape) : text;
}

// A carriage return begins a line anew: what a terminal would show in the end is left.
QString asSeen(QString line)
{
    while (line.endsWith(u'\r'))
        line.chop(1);
    return line.mid(line.lastIndexOf(u'\r') + 1);
}

void putTab(QString& to)
{
    do
        to += u' ';
    while (to.size() % tabStop);
}

QString printable(const QString& line)
{
    QString out;
    out.reserve(line.size());
    const auto characters = line.toUcs4();
    for (const char32_t character : characters) {
        if (character == U'\t')
            putTab(out);
        else
            out += QChar::fromUcs4(isUnprintable(character) ? replacement : character);
    }
    return out;
}

// Not between the two halves of a character.
QString begin(const QString& text, qsizetype most)
{
    return text.left(most > 0 && text.at(most - 1).isHighSurrogate() ? most - 1 : most);
}

QString withoutTrailingSpace(QString line)
{
    while (!line.isEmpty() && line.back().isSpace())
        line.chop(1);
    return line;
}

QString cutLine(QStringView raw)
{
    const QString read = raw.left(longestLine * escapesMayTake).toString();
    QString line = withoutTrailingSpace(printable(asSeen(withoutEscapes(read))));
    const qsizetype rest = raw.size() - read.size() + std::max<qsizetype>(line.size() - longestLine, 0);
    if (rest == 0)
        return line;
    return begin(line, std::min(line.size(), longestLine)) +
           QStringLiteral("… [%1 more characters]").arg(withCommas(static_cast<std::uint64_t>(rest)));
}

template <class Lines>
void trimBlankLines(Lines& lines)
{
    const auto blank = [](QStringView line) { return line.trimmed().isEmpty(); };
    while (!lines.isEmpty() && blank(lines.constLast()))
        lines.removeLast();
    const auto first = std::find_if_not(lines.cbegin(), lines.cend(), blank);
    lines.erase(lines.cbegin(), first);
}

bool isSurelyNarrow(char32_t character)
{
    return isIn(character, {{0x20, 0x7E},
                            {0xA0, 0xAC},
                            {0xAE, 0x2FF},
                            {0x391, 0x3A1},
                            {0x3A3, 0x3FF},
                            {0x400, 0x482},
                            {0x48A, 0x52F},
                            {0x2010, 0x2027},
                            {0x2500, 0x257F},
                            {0x2713, 0x2713},
                            {0x2717, 0x2717}});
}

bool isSurelyWide(char32_t character)
{
    return isIn(character, {{0x3041, 0x3096}, {0x30A1, 0x30FF}, {0x4E00, 0x9FA5}, {0xAC00, 0xD7A3}, {0xFF01, 0xFF60}});
}

} // namespace

QString oneLine(const QString& text, qsizetype most)
{
    QString read = text.left(most * escapesMayTake);
    read.replace(QRegularExpression(QStringLiteral("\\s"), QRegularExpression::UseUnicodePropertiesOption),
                 QStringLiteral(" "));
    const QString line = printable(withoutEscapes(read)).simplified();
    const bool all = line.size() <= most && read.size() == text.size();
    return all ? line : begin(line, std::min(line.size(), most)) + u'…';
}

QString excerpt(const QString& text)
{
    auto raw = QStringView(text).split(u'\n');
    trimBlankLines(raw);
    const qsizetype leftOut = raw.size() - firstLines - lastLines;
    QStringList lines;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (leftOut > 0 && i == firstLines) {
            lines += QStringLiteral("[… %1 left out …]")
                         .arg(counted(static_cast<std::uint64_t>(leftOut), QStringLiteral("line")));
            i += leftOut;
        }
        lines += cutLine(raw[i]);
    }
    trimBlankLines(lines);
    return lines.join(u'\n');
}

int columnsOf(const QString& text)
{
    int columns = 0;
    for (const char32_t character : text.toUcs4())
        columns += isSurelyNarrow(character) ? 1 : 2;
    return columns;
}

bool columnsAreSure(const QString& text)
{
    const auto characters = text.toUcs4();
    return std::all_of(characters.begin(), characters.end(),
                       [](char32_t character) { return isSurelyNarrow(character) || isSurelyWide(character); });
}

QString withCommas(std::uint64_t number)
{
    return QLocale(QLocale::English).toString(static_cast<qulonglong>(number));
}

QString counted(std::uint64_t number, const QString& noun)
{
    return withCommas(number) + u' ' + noun + (number == 1 ? QString() : QStringLiteral("s"));
}

QString toText(std::chrono::milliseconds time)
{
    if (time.count() < 1'000)
        return QStringLiteral("%1 ms").arg(time.count());
    if (time.count() < 60'000)
        return QStringLiteral("%1 s").arg(static_cast<double>(time.count()) / 1'000, 0, 'f', 1);
    return QStringLiteral("%1 min %2 s").arg(time.count() / 60'000).arg(time.count() / 1'000 % 60);
}

QString milliseconds(std::chrono::microseconds time)
{
    const double value = static_cast<double>(time.count()) / 1'000;
    return QString::number(value, 'f', value < 10 ? 2 : 1);
}

} // namespace windsock::matrix
