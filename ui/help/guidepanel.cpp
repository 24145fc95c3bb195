// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/help/guidepanel.h"

#include "ui/icon.h"
#include "ui/widgets/naming.h"

#include <QComboBox>
#include <QFile>
#include <QHBoxLayout>
#include <QTextBrowser>
#include <QToolButton>

namespace windsock::ui {

using namespace Qt::StringLiterals;

namespace {

QString pathOf(const QString& topic)
{
    return u":/windsock/guide/%1.md"_s.arg(topic);
}

} // namespace

GuidePanel::GuidePanel(const Theme& theme, QWidget* parent)
    : Pane(u"guidePane"_s, tr("User guide"), theme, parent)
    , m_look(theme)
    , m_topics(new QComboBox(this))
    , m_page(new QTextBrowser(this))
{
    build();
    connect(&theme, &Theme::changed, this, &GuidePanel::restyle);
    openTopic(topics().constFirst());
}

QStringList GuidePanel::topics()
{
    return {u"first-steps"_s,   u"chat"_s,     u"requests"_s,     u"latency"_s,       u"benchmark"_s,
            u"compatibility"_s, u"backends"_s, u"command-line"_s, u"configuration"_s, u"keyboard"_s};
}

QString GuidePanel::titleOf(const QString& topic)
{
    QFile file(pathOf(topic));
    if (!file.open(QIODevice::ReadOnly))
        return topic;
    return QString::fromUtf8(file.readLine()).mid(1).trimmed();
}

void GuidePanel::build()
{
    nameWidget(m_topics, u"guideTopics"_s, tr("Topic"));
    nameWidget(m_page, u"guidePage"_s, tr("User guide"));
    for (const QString& topic : topics())
        m_topics->addItem(titleOf(topic), topic);
    auto* back = makeIconButton(u"guideBack"_s, tr("Back to the page before (Alt+Left)"), this);
    const auto tint = [this, back] { back->setIcon(tintedIcon(u"back"_s, m_look.colors().muted)); };
    connect(&m_look, &Theme::changed, back, tint);
    tint();
    back->setEnabled(false);
    m_page->setOpenExternalLinks(true);
    m_page->document()->setDocumentMargin(14);
    connect(back, &QToolButton::clicked, m_page, &QTextBrowser::backward);
    connect(m_page, &QTextBrowser::backwardAvailable, back, &QWidget::setEnabled);
    connect(m_topics, &QComboBox::activated, this, [this] { openTopic(m_topics->currentData().toString()); });
    connect(m_page, &QTextBrowser::sourceChanged, this, [this](const QUrl& url) {
        m_topics->setCurrentIndex(std::max(0, m_topics->findData(url.fileName().section(u'.', 0, 0))));
    });
    head()->addWidget(back);
    head()->addWidget(m_topics, 1);
    setBody(m_page);
    m_page->setMinimumWidth(300);
}

void GuidePanel::openTopic(const QString& topic)
{
    m_page->setSource(QUrl(u"qrc"_s + pathOf(topic)), QTextDocument::MarkdownResource);
}

void GuidePanel::restyle()
{
    m_page->reload(); // the colours of links are in the document
}

} // namespace windsock::ui
