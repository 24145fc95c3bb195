// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/whytab.h"

#include "ui/format.h"
#include "ui/widgets/naming.h"

namespace windsock::ui {

using namespace Qt::StringLiterals;
using matrix::Verdict;

namespace {

QString text(const std::vector<std::string>& lines)
{
    QStringList list;
    for (const std::string& line : lines)
        list += format::fromUtf8(line);
    return list.join(u", "_s);
}

/// Spaces stay, lines stay, and long ones are broken.
QString asHtml(const QString& text)
{
    return text.toHtmlEscaped().replace(u'\n', u"<br>"_s).replace(u"  "_s, u"&nbsp; "_s);
}

} // namespace

WhyTab::WhyTab(const Theme& theme, QWidget* parent)
    : QTextBrowser(parent)
    , m_theme(theme)
{
    nameWidget(this, u"matrixWhy"_s, tr("Why"));
    setOpenLinks(false);
    setTabChangesFocus(true);
    setFrameShape(NoFrame);
    document()->setDocumentMargin(12);
}

void WhyTab::show(const EnvironmentRow& row)
{
    QString html = u"<p>%1</p>"_s.arg(headline(row).toHtmlEscaped());
    if (const QString more = remark(row); !more.isEmpty())
        html += u"<p style='color:%1'>%2</p>"_s.arg(m_theme.colors().muted.name(), more.toHtmlEscaped());
    if (row.tried && !row.result.evidence.isEmpty())
        html += block(tr("Python's own words"), row.result.evidence.trimmed());
    html += u"<p></p>"_s + facts(row);
    setHtml(html);
}

QString WhyTab::headline(const EnvironmentRow& row) const
{
    if (!row.tried && !row.spec.problem.empty())
        return tr("It cannot be tried: %1").arg(QString::fromStdString(row.spec.problem));
    if (!row.tried)
        return tr("It has not been tried. Try all (Ctrl+Return) tries every environment, Try selected this one.");
    if (row.phase == matrix::Phase::Waiting)
        return tr("It waits for its turn.");
    if (!row.result.why.isEmpty())
        return row.result.why;
    if (!isDone(row))
        return tr("It is being tried.");
    return tr("The WebSocket answered, and every page was as it should be.");
}

QString WhyTab::remark(const EnvironmentRow& row) const
{
    const bool hasNoFramework = !row.result.pythonFound.isEmpty() && row.result.frameworkFound.isEmpty();
    if (overallVerdict(row) == Verdict::Maybe && hasNoFramework && !row.result.framework.isEmpty())
        return tr(
            "Maybe is not a yes: nothing was seen of it. Packages, above, says where Django is taken from: choose "
            "virtualenvs that pip fills, or a folder that has it.");
    if (overallVerdict(row) == Verdict::Maybe)
        return tr("Maybe is not a yes: it could not be tried to the end, so nothing more is known.");
    return {};
}

QString WhyTab::block(const QString& title, const QString& text) const
{
    const Colors& c = m_theme.colors();
    return u"<p style='color:%1'>%2</p>"
           "<table width='100%' cellpadding='9' cellspacing='0' bgcolor='%3'><tr><td>"
           "<span style='font-family:\"%4\";font-size:%5pt'>%6</span></td></tr></table>"_s
               .arg(c.muted.name(), title.toHtmlEscaped(), c.soft.name(), m_theme.mono().family())
               .arg(m_theme.mono().pointSizeF())
               .arg(asHtml(text));
}

QString WhyTab::fact(const QString& name, const QString& value) const
{
    if (value.isEmpty())
        return {};
    return u"<tr><td style='color:%1;padding:2px 14px 2px 0'>%2</td><td style='padding:2px 0'>%3</td></tr>"_s.arg(
        m_theme.colors().muted.name(), name.toHtmlEscaped().replace(u' ', u"&nbsp;"_s), value.toHtmlEscaped());
}

QString WhyTab::facts(const EnvironmentRow& row) const
{
    const matrix::EnvironmentResult& result = row.result;
    QString rows =
        fact(tr("Python"),
             result.pythonFound.isEmpty() && isDone(row) ? tr("%1, not found").arg(result.python) : pythonText(result));
    rows += fact(tr("Program"), result.pythonPath) + fact(tr("Framework"), result.framework);
    rows += fact(tr("Found"), result.frameworkFound) + fact(tr("Packages"), result.packages);
    rows += fact(tr("Requirements"), text(row.spec.requirements)) + fact(tr("Paths"), text(row.spec.paths));
    rows += fact(tr("Served by"), result.backend);
    if (result.conversation.roundTrip)
        rows += fact(tr("Round trip"), format::shortSpan(*result.conversation.roundTrip));
    if (result.took.count() > 0)
        rows += fact(tr("Took"), format::shortSpan(result.took));
    return u"<table cellspacing='0'>%1</table>"_s.arg(rows);
}

} // namespace windsock::ui
