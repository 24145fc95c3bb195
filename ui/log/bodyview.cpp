// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/bodyview.h"

#include "ui/format.h"
#include "ui/log/bodytext.h"
#include "ui/widgets/naming.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace windsock::ui {

using namespace Qt::StringLiterals;

BodyView::BodyView(const QString& id, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_note(makeLabel({}, u"small"_s, this))
    , m_view(new QPlainTextEdit(this))
{
    nameWidget(m_view, id + u"Text"_s, tr("Body"));
    setLook(m_view, "kind", u"viewer"_s);
    m_view->setReadOnly(true);
    m_view->setTabChangesFocus(true);
    m_view->setFrameShape(QFrame::NoFrame);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(10, 4, 8, 2);
    column->setSpacing(2);
    column->addLayout(buildHead(id));
    column->addWidget(m_view, 1);
}

QHBoxLayout* BodyView::buildHead(const QString& id)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_note, 1);
    auto* group = new QButtonGroup(this);
    m_forms = {makeChip(tr("Pretty"), id + u"Pretty"_s, tr("Indented JSON"), this),
               makeChip(tr("Text"), id + u"AsText"_s, tr("As text"), this),
               makeChip(tr("Hex"), id + u"Hex"_s, tr("As bytes"), this)};
    for (std::size_t i = 0; i < m_forms.size(); ++i) {
        group->addButton(m_forms[i]);
        row->addWidget(m_forms[i]);
        connect(m_forms[i], &QToolButton::clicked, this, [this, i] { choose(static_cast<Form>(i)); });
    }
    return row;
}

void BodyView::show(const journal::CapturedBody& body, const QString& encoding)
{
    m_bytes = body.text();
    m_note->setText(noteOf(body, encoding));
    const bool text = looksLikeText(m_bytes);
    const bool json = text && !body.cut() && prettyJson(m_bytes).has_value();
    m_forms[0]->setVisible(json);
    for (QToolButton* chip : m_forms)
        chip->setEnabled(!m_bytes.empty());
    choose(json ? Form::Pretty : text ? Form::Text : Form::Hex);
}

void BodyView::clear(const QString& note)
{
    m_bytes.clear();
    m_note->setText(note);
    m_view->clear();
    m_forms[0]->hide();
    for (QToolButton* chip : m_forms)
        chip->setEnabled(false);
}

QString BodyView::text() const
{
    return m_view->toPlainText();
}

QString BodyView::noteOf(const journal::CapturedBody& body, const QString& encoding) const
{
    QString note = body.size == 0 ? tr("No body") : tr("Body, %1").arg(format::size(body.size));
    if (!encoding.isEmpty() && body.size > 0)
        note += tr(" · %1, shown as sent").arg(encoding);
    if (body.cut())
        note += body.text().empty() ? tr(" · not kept")
                                    : tr(" · only the first %1 were kept").arg(format::size(body.text().size()));
    return note;
}

void BodyView::choose(Form form)
{
    m_form = form;
    m_forms[static_cast<std::size_t>(form)]->setChecked(true);
    render();
}

void BodyView::render()
{
    m_view->setFont(m_theme.mono());
    switch (m_form) {
    case Form::Pretty:
        m_view->setPlainText(prettyJson(m_bytes).value_or(QString()));
        break;
    case Form::Text:
        m_view->setPlainText(format::fromUtf8(m_bytes));
        break;
    case Form::Hex:
        m_view->setPlainText(hexDump(m_bytes));
        break;
    }
}

} // namespace windsock::ui
