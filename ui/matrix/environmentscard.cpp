// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/matrix/environmentscard.h"

#include "ui/matrix/environmentdelegate.h"
#include "ui/matrix/environmentmodel.h"
#include "ui/matrix/environmenttable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/naming.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;
using matrix::Verdict;

EnvironmentsCard::EnvironmentsCard(EnvironmentModel& model, const Theme& theme, QWidget* parent)
    : Card(u"matrixEnvironments"_s, tr("Environments"), parent)
    , m_model(model)
    , m_theme(theme)
    , m_table(new EnvironmentTable(model, theme, this))
    , m_empty(new EmptyState({}, {}, m_table->viewport()))
    , m_summary(makeLabel({}, u"muted"_s, this))
{
    m_summary->setObjectName(u"matrixSummary"_s);
    m_summary->setTextFormat(Qt::RichText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head()->addStretch(1);
    head()->addWidget(m_summary);
    body()->addWidget(m_table);
    connect(&model, &QAbstractItemModel::modelReset, this, &EnvironmentsCard::refresh);
    connect(&model, &QAbstractItemModel::dataChanged, this, &EnvironmentsCard::refresh);
    connect(&theme, &Theme::changed, this, &EnvironmentsCard::refresh);
    refresh();
}

void EnvironmentsCard::explain(const QString& title, const QString& hint)
{
    m_empty->setTexts(title, hint);
}

void EnvironmentsCard::note(const QString& text)
{
    m_note = text;
    refresh();
}

void EnvironmentsCard::refresh()
{
    m_empty->setVisible(m_model.count() == 0);
    m_summary->setText(summary());
}

/// "✓ Yes 6 · ─ Maybe yes 2 · ✗ No 1", each in its colour.
QString EnvironmentsCard::summary() const
{
    QStringList parts;
    if (!m_note.isEmpty())
        parts += m_note.toHtmlEscaped();
    for (const Verdict verdict : {Verdict::Yes, Verdict::Maybe, Verdict::No}) {
        int count = 0;
        for (int row = 0; row < m_model.count(); ++row)
            count += overallVerdict(m_model.at(row)) == verdict ? 1 : 0;
        if (count > 0)
            parts += u"<span style='color:%1'>%2</span> %3"_s
                         .arg(colorOf(verdict, m_theme.colors()).name(), matrix::toText(verdict))
                         .arg(count);
    }
    return parts.join(u" &nbsp;·&nbsp; "_s);
}

} // namespace windsock::ui
