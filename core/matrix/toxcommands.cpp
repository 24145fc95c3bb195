// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/toxcommands.h"

#include "core/matrix/pythontext.h"

#include <QRegularExpression>

namespace windsock::matrix {

using python::isSpace;
using python::shown;

namespace {

/// What tox replaces one at a time: words, the blanks between them, and each outermost {…}, which may have blanks in
/// it.
QStringList partsOf(const QString& command)
{
    QStringList parts;
    QString part;
    int depth = 0;
    const auto end = [&] {
        if (!part.isEmpty())
            parts.append(std::exchange(part, {}));
    };
    for (const QChar c : command) {
        const bool space = isSpace(c);
        const bool opens = c == u'{' && depth == 0 && !part.endsWith(u'\\');
        const bool changes = depth == 0 && !part.isEmpty() && (part.back() == u'}' || space != isSpace(part.back()));
        if (c != u'}' && (opens || changes))
            end();
        part += c;
        depth += c == u'{' ? 1 : c == u'}' ? -1 : 0;
    }
    end();
    return parts;
}

Result<QString> replaceParts(ToxSection& section, const QString& key, const QString& command)
{
    QString replaced;
    for (const QString& part : partsOf(command)) {
        if (part == QStringLiteral("[]")) // the old way to write {posargs}
            continue;
        auto value = section.replace(part, key);
        if (value)
            value = section.replace(*value, key);
        if (!value)
            return value;
        replaced += unescaped(*value);
    }
    return replaced;
}

bool isReference(const QString& command)
{
    static const QRegularExpression shape(QStringLiteral("^\\{\\[[^{}\\s]+\\]\\S+?\\}"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    return shape.match(command).hasMatch();
}

/// Reads lines to commands; references to another section's bring lines of their own.
class CommandReader
{
public:
    CommandReader(ToxSection& section, const QString& key)
        : m_section(section)
        , m_key(key)
    {
    }

    Result<void> read(const QString& text, int depth = 0)
    {
        QString command;
        for (const QString& whole : python::splitLines(text)) {
            const QString line = python::stripEnd(whole);
            if (line.endsWith(u'\\')) {
                command += u' ' + line.chopped(1);
                continue;
            }
            if (line.isEmpty())
                continue;
            auto added = add(std::exchange(command, {}) + line, depth);
            if (!added)
                return added;
        }
        if (command.isEmpty())
            return {};
        return m_section.wrong(m_key,
                               QStringLiteral("the last line ends with \\, and nothing goes on: take the \\ away"));
    }

    CommandLines take() { return std::move(m_commands); }

private:
    Result<void> add(const QString& command, int depth)
    {
        constexpr int deepest = 20;
        if (!isReference(command) || depth >= deepest)
            return addWords(command);
        const auto lines = m_section.replaceReferences(command, m_key);
        return lines ? read(*lines, depth + 1) : Result<void>(lines.error());
    }

    Result<void> addWords(const QString& command)
    {
        const auto line = replaceParts(m_section, m_key, command);
        if (!line)
            return line.error();
        auto words = splitWords(*line);
        if (!words)
            return m_section.wrong(m_key, words.error().sentence);
        m_commands.push_back(std::move(*words));
        return {};
    }

    ToxSection& m_section;
    const QString m_key;
    CommandLines m_commands;
};

} // namespace

Result<CommandLines> readCommands(ToxSection& section, const QString& key)
{
    const auto text = section.rawText(key);
    if (!text)
        return text.error();
    CommandReader reader(section, key);
    if (const auto read = reader.read(text->value_or(QString())); !read)
        return read.error();
    return reader.take();
}

Result<QStringList> splitWords(const QString& line)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (const QChar c : line) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
            else
                word += c;
        } else if (c == u'#') { // also within a word, as with shlex
            break;
        } else if (c == u' ' || c == u'\t' || c == u'\r' || c == u'\n') {
            if (std::exchange(inWord, false))
                words.append(std::exchange(word, {}));
        } else {
            inWord = true;
            if (c == u'\'' || c == u'"')
                quote = c;
            else
                word += c;
        }
    }
    if (!quote.isNull())
        return Error{
            ErrorCode::Invalid,
            QStringLiteral("the quote in \"%1\" is not closed: write another %2 behind it").arg(shown(line), quote),
            {}};
    if (inWord)
        words.append(word);
    return words;
}

} // namespace windsock::matrix
