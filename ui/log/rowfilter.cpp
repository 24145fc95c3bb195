// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/rowfilter.h"

#include "ui/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

bool isDigits(const QString& word)
{
    return std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isMethod(const QString& word)
{
    static const QStringList methods = {u"GET"_s,    u"HEAD"_s,    u"POST"_s,  u"PUT"_s,    u"PATCH"_s,
                                        u"DELETE"_s, u"OPTIONS"_s, u"TRACE"_s, u"CONNECT"_s};
    return methods.contains(word);
}

int statusOf(const ExchangeRow& row)
{
    return row.outcome ? row.outcome->status : -1;
}

RowFilter byStatus(const QString& word)
{
    if (word.size() != 3)
        return {};
    if (isDigits(word))
        return [status = word.toInt()](const ExchangeRow& row) { return statusOf(row) == status; };
    if (word.endsWith(u"xx", Qt::CaseInsensitive) && word[0] >= u'1' && word[0] <= u'5')
        return [hundred = word[0].digitValue()](const ExchangeRow& row) { return statusOf(row) / 100 == hundred; };
    return {};
}

RowFilter byWord(const QString& word)
{
    if (word == u"pending")
        return isPending;
    if (word == u"open")
        return isOpen;
    if (word == u"error" || word == u"errors")
        return [](const ExchangeRow& row) { return row.outcome && levelOf(row) == journal::Level::Error; };
    if (word == u"web" || word == u"wsgi")
        return [wanted = word == u"web" ? journal::Source::Web : journal::Source::Wsgi](const ExchangeRow& row) {
            return row.begun->source == wanted;
        };
    if (isMethod(word))
        return [method = word.toStdString()](const ExchangeRow& row) { return row.begun->request.method == method; };
    return byStatus(word);
}

Result<RowFilter> byPattern(const QString& pattern)
{
    const QRegularExpression expression(pattern);
    if (!expression.isValid()) {
        const QString sentence = QCoreApplication::translate("RequestLog", "The pattern is wrong at character %1: %2.");
        return Error{
            ErrorCode::Invalid, sentence.arg(expression.patternErrorOffset() + 1).arg(expression.errorString()), {}};
    }
    return RowFilter([expression](const ExchangeRow& row) {
        return expression.match(format::fromUtf8(row.begun->request.target)).hasMatch();
    });
}

RowFilter byPiece(const QString& piece)
{
    return [wanted = piece.toLower().toStdString()](const ExchangeRow& row) {
        const std::string& target = row.begun->request.target;
        const auto sameLetter = [](char a, char b) {
            return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
        };
        return std::search(target.begin(), target.end(), wanted.begin(), wanted.end(), sameLetter) != target.end();
    };
}

Result<RowFilter> parseWord(const QString& word)
{
    if (word.size() > 1 && word.startsWith(u'~'))
        return byPattern(word.mid(1));
    RowFilter known = byWord(word);
    return known ? known : byPiece(word);
}

} // namespace

Result<RowFilter> parseQuickFilter(const QString& text)
{
    std::vector<RowFilter> all;
    for (QString word : text.split(u' ', Qt::SkipEmptyParts)) {
        const bool negated = word.size() > 1 && word.startsWith(u'-');
        Result<RowFilter> one = parseWord(negated ? word.mid(1) : word);
        if (!one)
            return one;
        if (negated)
            all.emplace_back([inner = *one](const ExchangeRow& row) { return !inner(row); });
        else
            all.push_back(*one);
    }
    if (all.empty())
        return RowFilter();
    return RowFilter([all](const ExchangeRow& row) {
        return std::all_of(all.begin(), all.end(), [&](const RowFilter& f) { return f(row); });
    });
}

} // namespace windsock::ui
