// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/matrix/toxsection.h"

#include "core/matrix/generativenames.h"
#include "core/matrix/pythontext.h"

#include <QRegularExpression>

#include <algorithm>

namespace windsock::matrix {

using python::shown;
using python::splitLines;
using python::strip;

namespace {

constexpr int mostReplacements = 20'000;
constexpr std::size_t deepest = 50;            // of references to references
constexpr qsizetype longestValue = 256 * 1024; // a text that doubles itself is stopped here

const QRegularExpression& factorLine()
{
    static const QRegularExpression shape(QStringLiteral("^([\\w{}.!,-]+):\\s+(.+)"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    return shape;
}

/// {TYPE:VALUE:DEFAULT}, the innermost first; a backslash before the brace keeps it from being one.
const QRegularExpression& expressionShape()
{
    static const QRegularExpression shape(
        QStringLiteral("(?<!\\\\)\\{(?:(?<type>[^\\[:{}]+):)?(?<value>(?:\\[[^,{}]*\\])?[^:,{}]*)"
                       "(?::(?<default>(?:[^{}]++|(?<=\\\\)\\{)*+))?\\}"));
    return shape;
}

/// {posargs:A:B} is cut at the colons, though its default is A:B.
QString joined(const QString& value, const QString& more)
{
    return more.isEmpty() ? value : QString(value + u':' + more);
}

} // namespace

struct ToxSection::Expression
{
    explicit Expression(const QRegularExpressionMatch& match)
        : all(match.captured(0))
        , type(match.captured(u"type"))
        , value(match.captured(u"value"))
    {
        if (match.hasCaptured(u"default"))
            fallback = match.captured(u"default");
    }

    QString all;
    QString type;
    QString value;
    std::optional<QString> fallback;
};

ToxSection::ToxSection(const IniFile& file, QStringList names, const QStringList& factors,
                       const QProcessEnvironment& environment)
    : m_file(file)
    , m_names(std::move(names))
    , m_factors(factors.begin(), factors.end())
    , m_environment(environment)
    , m_budget(mostReplacements)
{
}

const IniValue* ToxSection::find(const QString& key) const
{
    for (const QString& name : m_names) {
        if (const IniValue* found = m_file.value(name, key))
            return found;
    }
    return nullptr;
}

Result<std::optional<QString>> ToxSection::rawText(const QString& key)
{
    const IniValue* found = find(key);
    if (!found)
        return std::optional<QString>();
    const auto chosen = chooseLines(found->text, key);
    if (!chosen)
        return chosen.error();
    return std::optional(*chosen);
}

Result<std::optional<QString>> ToxSection::text(const QString& key)
{
    return value(key, Only::All);
}

/// Lines are chosen again after what was referred to has come in, which may have conditions of its own.
Result<std::optional<QString>> ToxSection::value(const QString& key, Only only)
{
    auto raw = rawText(key);
    if (!raw || !*raw)
        return raw;
    auto replaced = replace(**raw, key, m_names.front(), only);
    if (replaced)
        replaced = chooseLines(*replaced, key);
    if (replaced)
        replaced = replace(*replaced, key, m_names.front(), only);
    if (!replaced)
        return replaced.error();
    return std::optional(*replaced);
}

Result<QStringList> ToxSection::lines(const QString& key)
{
    const auto all = text(key);
    if (!all)
        return all.error();
    QStringList kept;
    for (const QString& line : all->value_or(QString()).split(u'\n')) {
        if (const QString stripped = strip(line); !stripped.isEmpty())
            kept.append(stripped);
    }
    return kept;
}

Result<bool> ToxSection::flag(const QString& key, bool fallback)
{
    const auto found = text(key);
    if (!found)
        return found.error();
    const QString word = found->value_or(QString()).toLower();
    if (word.isEmpty())
        return fallback;
    if (word != QStringLiteral("true") && word != QStringLiteral("false"))
        return wrong(key, QStringLiteral("%1 is true or false, not \"%2\"").arg(key, shown(word)));
    return word == QStringLiteral("true");
}

Result<QString> ToxSection::chooseLines(const QString& text, const QString& key) const
{
    QStringList chosen;
    for (const QString& line : splitLines(strip(text))) {
        const auto match = factorLine().match(line);
        const auto held = match.hasMatch() ? holds(match.captured(1), key) : Result<bool>(true);
        if (!held)
            return held.error();
        const QString kept = match.hasMatch() ? match.captured(2) : line;
        if (*held && !kept.isEmpty())
            chosen.append(kept);
    }
    return chosen.join(u'\n');
}

Result<bool> ToxSection::holds(const QString& condition, const QString& key) const
{
    const auto alternatives = parseFactors(condition);
    if (!alternatives)
        return wrong(key, alternatives.error().sentence);
    return std::any_of(alternatives->begin(), alternatives->end(), [this](const Factors& factors) {
        return m_factors.contains(factors.included) && !m_factors.intersects(factors.excluded);
    });
}

Result<QString> ToxSection::replace(const QString& text, const QString& key, const QString& section, Only only)
{
    if (!text.contains(u'{'))
        return text;
    if (m_path.size() > deepest)
        return wrongHere(QStringLiteral("what stands in braces here is the end of a chain of over %1: write it shorter")
                             .arg(deepest));
    m_path.push_back({section, key});
    auto replaced = replaceAll(text, only);
    m_path.pop_back();
    return replaced;
}

/// What was put in may have expressions of its own: until there are none.
Result<QString> ToxSection::replaceAll(QString text, Only only)
{
    for (;;) {
        bool found = false;
        auto next = replaceOnce(text, only, found);
        if (!next || !found || *next == text)
            return next;
        text = std::move(*next);
    }
}

Result<QString> ToxSection::replaceOnce(const QString& text, Only only, bool& found)
{
    QString result;
    qsizetype at = 0;
    for (auto it = expressionShape().globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (only == Only::References && !match.captured(u"value").startsWith(u'['))
            continue;
        found = true;
        const Expression expression(match);
        auto value = only == Only::References ? evaluateReference(expression.value, only) : evaluate(expression);
        if (!value)
            return value;
        result += text.mid(at, match.capturedStart() - at) + *value;
        at = match.capturedEnd();
        if (--m_budget < 0 || result.size() > longestValue)
            return wrongHere(QStringLiteral("what stands in braces here comes to too much: let it refer to less"));
    }
    return QString(result + text.mid(at));
}

Result<QString> ToxSection::evaluate(const Expression& expression)
{
    if (expression.all.startsWith(QStringLiteral("{:"))) {
        if (expression.all == QStringLiteral("{:}"))
            return QStringLiteral(":");
        return wrongHere(QStringLiteral("\"%1\" has no name before its colon: write {env:NAME:DEFAULT}, or {:} for the "
                                        "colon of a path")
                             .arg(shown(expression.all)));
    }
    if (expression.value == QStringLiteral("posargs"))
        return expression.fallback.value_or(QString());
    if (expression.type == QStringLiteral("posargs"))
        return joined(expression.value, expression.fallback.value_or(QString()));
    if (expression.type.isEmpty() && expression.value.isEmpty())
        return wrongHere(QStringLiteral("\"{}\" stands for nothing: write {posargs}, or \\{\\} for the braces"));
    if (expression.value == QStringLiteral("opts") || expression.value == QStringLiteral("packages"))
        return expression.all; // of install_command, filled in when it is run
    if (expression.type.isEmpty() && expression.value == QStringLiteral("/"))
        return QStringLiteral("/");
    if (expression.type == QStringLiteral("env"))
        return evaluateVariable(expression);
    if (expression.type == QStringLiteral("tty")) // what is run for the matrix has no terminal
        return expression.fallback.value_or(QString());
    if (!expression.type.isEmpty())
        return wrongHere(
            QStringLiteral("\"%1\" is nothing that tox replaces: write \\{ and \\} for braces that are to stay")
                .arg(shown(expression.all)));
    if (const auto known = m_substitutions.constFind(expression.value); known != m_substitutions.constEnd())
        return *known;
    return evaluateReference(expression.value, Only::All);
}

Result<QString> ToxSection::evaluateVariable(const Expression& expression)
{
    if (expression.value.isEmpty())
        return wrongHere(QStringLiteral("\"%1\" names no variable: write {env:NAME}").arg(shown(expression.all)));
    const auto set = variable(expression.value);
    if (!set)
        return set.error();
    if (*set)
        return **set;
    if (expression.fallback)
        return *expression.fallback;
    Error error = wrongHere(
        QStringLiteral("the variable %1 is not set: set it, or write {env:%1:DEFAULT}").arg(shown(expression.value)));
    error.code = ErrorCode::NotFound;
    return error;
}

Result<QString> ToxSection::evaluateReference(const QString& reference, Only only)
{
    const qsizetype close = reference.startsWith(u'[') ? reference.indexOf(u']') : -1;
    const Place place{reference.mid(1, close - 1), reference.mid(close + 1)};
    const IniValue* found = close > 0 ? m_file.value(place.section, place.key) : nullptr;
    if (!found)
        return wrongHere(
            QStringLiteral("\"{%1}\" is not known: write {[section]key} of what there is, or \\{ and \\} for "
                           "braces that are to stay")
                .arg(shown(reference)));
    if (std::find(m_path.begin(), m_path.end(), place) != m_path.end())
        return wrongHere(QStringLiteral("\"{%1}\" leads back to itself: let one of its values stand by itself")
                             .arg(shown(reference)));
    return replace(found->text, place.key, place.section, only);
}

Error ToxSection::wrong(const QString& key, const QString& what) const
{
    const IniValue* found = find(key);
    return m_file.wrongAt(found ? found->line : 1, what);
}

Error ToxSection::wrongHere(const QString& what) const
{
    const IniValue* found = m_file.value(m_path.back().section, m_path.back().key);
    return found ? m_file.wrongAt(found->line, what) : wrong(m_path.back().key, what);
}

} // namespace windsock::matrix
