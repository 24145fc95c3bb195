// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/logtab.h"

#include "core/journal/tornadolog.h"
#include "ui/format.h"
#include "ui/widgets/naming.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;
using journal::Channel;

namespace {

QString channelWord(Channel channel)
{
    switch (channel) {
    case Channel::Log:
        return u"windsock"_s;
    case Channel::Stdout:
        return u"stdout"_s;
    case Channel::Stderr:
        return u"stderr"_s;
    case Channel::Traceback:
        break;
    }
    return u"traceback"_s;
}

} // namespace

LogTab::LogTab(const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
{
    nameWidget(this, u"logTab"_s, tr("Log of this request"));
    setLook(this, "kind", u"viewer"_s);
    setReadOnly(true);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    document()->setDocumentMargin(10);
}

QColor LogTab::colorOf(const journal::Line& line) const
{
    const Colors& c = m_theme.colors();
    if (line.channel == Channel::Traceback || line.level == journal::Level::Error)
        return c.error;
    return line.level == journal::Level::Warning ? c.warning : c.text;
}

void LogTab::show(const ExchangeRow& row)
{
    setFont(m_theme.mono());
    clear();
    if (row.outcome) {
        if (const auto line = journal::format(journal::LogProfile::Tornado65, *row.begun, *row.outcome))
            add({}, format::fromUtf8(*line), m_theme.colors().text);
    } else {
        add({}, tr("No answer yet."), m_theme.colors().muted);
    }
    for (const auto& line : row.lines)
        add(format::clock(line->at) + u' ' + channelWord(line->channel).leftJustified(9), format::fromUtf8(line->text),
            colorOf(*line));
    if (row.lines.empty())
        add({}, tr("Nothing was printed to stdout or wsgi.errors."), m_theme.colors().muted);
    moveCursor(QTextCursor::Start);
}

void LogTab::add(const QString& label, const QString& text, const QColor& color)
{
    QTextCursor cursor(document());
    cursor.movePosition(QTextCursor::End);
    if (!document()->isEmpty())
        cursor.insertBlock();
    QTextCharFormat look;
    if (!label.isEmpty()) {
        look.setForeground(m_theme.colors().muted);
        cursor.insertText(label + u"  "_s, look);
    }
    look.setForeground(color);
    cursor.insertText(text, look);
}

} // namespace windsock::ui
