// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/inifile.h"

#include "core/matrix/pythontext.h"

#include <QStringDecoder>

namespace windsock::matrix {

using python::isSpace;
using python::shown;
using python::strip;
using python::stripEnd;

namespace {

/// One line, as what it is. A key or a section ends what was before; a continuation belongs to it.
struct Line
{
    enum class Kind { Blank, Section, Value, Continuation, Unexpected };
    Kind kind = Kind::Blank;
    QString name;
    QString text;
};

bool isComment(const QString& line)
{
    const QString content = strip(line);
    return content.startsWith(u'#') || content.startsWith(u';');
}

/// A bracket that is not closed does not begin a section: iniconfig takes it for a continuation.
Line readSection(const QString& line)
{
    QString name = line;
    for (const QChar comment : {u'#', u';'})
        name = stripEnd(name.section(comment, 0, 0));
    if (name.endsWith(u']'))
        return {Line::Kind::Section, name.mid(1, name.size() - 2), {}};
    return {Line::Kind::Continuation, {}, strip(line)};
}

/// NAME = VALUE, or NAME: VALUE when the colon comes first.
Line readValue(const QString& line)
{
    const qsizetype equals = line.indexOf(u'=');
    const qsizetype colon = line.indexOf(u':');
    const qsizetype cut = equals >= 0 && (colon < 0 || colon > equals) ? equals : colon;
    if (cut < 0)
        return {Line::Kind::Unexpected, {}, line};
    return {Line::Kind::Value, strip(line.left(cut)), strip(line.mid(cut + 1))};
}

Line readLine(const QString& whole)
{
    if (isComment(whole))
        return {};
    const QString line = stripEnd(whole);
    if (line.isEmpty())
        return {};
    if (line.front() == u'[')
        return readSection(line);
    return isSpace(line.front()) ? Line{Line::Kind::Continuation, {}, strip(line)} : readValue(line);
}

/// The line of the first byte that is not UTF-8; 0 when all are.
int lineOfBadByte(std::string_view bytes)
{
    int number = 1;
    for (std::size_t begin = 0; begin <= bytes.size(); ++number) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
        const QString line = decoder.decode(QByteArrayView(bytes.data() + begin, static_cast<qsizetype>(end - begin)));
        if (decoder.hasError() || line.contains(QChar(0)))
            return number;
        begin = end + 1;
    }
    return 0;
}

/// Puts lines together to sections.
class Collector
{
public:
    /// Empty: all is well; else what is wrong in this line.
    QString add(const Line& line, int number)
    {
        switch (line.kind) {
        case Line::Kind::Blank:
            return {};
        case Line::Kind::Section:
            return beginSection(line.name, number);
        case Line::Kind::Value:
            return addValue(line, number);
        case Line::Kind::Continuation:
            return goOn(line.text);
        case Line::Kind::Unexpected:
            break;
        }
        return QStringLiteral("\"%1\" is neither a [section] nor KEY = VALUE").arg(shown(line.text));
    }

    std::vector<IniSection> take() { return std::move(m_sections); }

private:
    QString beginSection(const QString& name, int number)
    {
        if (name.isEmpty())
            return QStringLiteral("a section has a name: write it between [ and ]");
        if (m_lines.contains(name))
            return QStringLiteral("the section [%1] is there already, in line %2: put the two together")
                .arg(shown(name))
                .arg(m_lines[name]);
        m_lines.insert(name, number);
        m_sections.push_back({name, number, std::make_shared<IniItems>()});
        return {};
    }

    QString addValue(const Line& line, int number)
    {
        if (m_sections.empty())
            return QStringLiteral("\"%1\" stands in no section: write [tox] or [testenv] above it")
                .arg(shown(line.name));
        IniItems& items = *m_sections.back().items;
        if (const IniValue* before = items.find(line.name))
            return QStringLiteral("\"%1\" is there already, in line %2: put the two together")
                .arg(shown(line.name))
                .arg(before->line);
        items.index.insert(line.name, items.inOrder.size());
        items.inOrder.emplace_back(line.name, IniValue{line.text, number});
        return {};
    }

    QString goOn(const QString& text)
    {
        if (m_sections.empty() || m_sections.back().items->inOrder.empty())
            return QStringLiteral("\"%1\" goes on with a value, but none has begun: write KEY = in the line above it")
                .arg(shown(text));
        QString& value = m_sections.back().items->inOrder.back().second.text;
        if (!value.isEmpty())
            value += u'\n';
        value += text;
        return {};
    }

    std::vector<IniSection> m_sections;
    QHash<QString, int> m_lines;
};

} // namespace

const IniValue* IniItems::find(const QString& key) const
{
    const auto found = index.constFind(key);
    return found == index.constEnd() ? nullptr : &inOrder[*found].second;
}

Result<IniFile> IniFile::parse(std::string_view bytes, const QString& name)
{
    IniFile file(name);
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    if (const int line = lineOfBadByte(bytes))
        return file.wrongAt(line, QStringLiteral("this is no text in UTF-8: save the file in that encoding"));
    QString text = QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n")).replace(u'\r', u'\n');
    Collector collector;
    int number = 0;
    for (const QString& line : text.split(u'\n')) {
        if (const QString what = collector.add(readLine(line), ++number); !what.isEmpty())
            return file.wrongAt(number, what);
    }
    file.replaceSections(collector.take());
    return file;
}

const IniSection* IniFile::section(const QString& name) const
{
    const auto found = m_index.constFind(name);
    return found == m_index.constEnd() ? nullptr : &m_sections[*found];
}

const IniValue* IniFile::value(const QString& sectionName, const QString& key) const
{
    const IniSection* found = section(sectionName);
    return found ? found->items->find(key) : nullptr;
}

void IniFile::replaceSections(std::vector<IniSection> sections)
{
    m_sections = std::move(sections);
    m_index.clear();
    for (std::size_t i = 0; i < m_sections.size(); ++i)
        m_index.insert(m_sections[i].name, i);
}

Error IniFile::wrongAt(int line, const QString& what) const
{
    return {ErrorCode::Invalid, QStringLiteral("%1, line %2: %3.").arg(m_name).arg(line).arg(what), {}};
}

} // namespace windsock::matrix
