// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BenchBar: what is to be loaded and how, the button that begins, and how far it is. GUI thread; owned by the page.
#pragma once

#include "core/bench/plan.h"
#include "ui/bench/blockingtrial.h"
#include "ui/theme.h"

#include <QFrame>

class QBoxLayout;
class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace windsock::ui {

class ServerControl;

class BenchBar : public QFrame
{
    Q_OBJECT
public:
    BenchBar(ServerControl& server, const Theme& theme, QWidget* parent);

    /// What the fields say: the pages, each as often as is to be repeated. Error: one sentence.
    Result<std::vector<bench::Plan>> plans() const;
    /// Whether "Would Tornado have blocked?" is among what can be run; at first it is not.
    void offerTrial(bool offered);
    /// What the fields say when that is chosen. Error: one sentence.
    Result<BlockingWish> wish() const;
    /// For the run's title: the backend's name, or the host that is loaded.
    QString subject() const;
    /// What the run button does.
    void submit();
    /// `sentence` stands where progress does.
    void complain(const QString& sentence);
    void setRunning(bool running);
    /// `share` of the whole, 0 to 1.
    void showProgress(double share, const QString& text);

Q_SIGNALS:
    void runRequested(const std::vector<bench::Plan>& plans);
    void trialRequested(const windsock::ui::BlockingWish& wish);
    void cancelRequested();

private:
    void build();
    void buildFields(QBoxLayout* row);
    QLineEdit* addNumber(QBoxLayout* row, const QString& label, const QString& objectName, const QString& text,
                         const QString& toolTip, int characters);
    void offerAddresses();
    void showFields();
    QStringList offers() const;
    bool isAncestors() const;
    bool isTrial() const;
    double number(QLineEdit* field, double unset, bool& good) const;
    QString base() const;
    Result<std::vector<bench::Plan>> pages() const;
    Result<bench::Plan> measure() const;
    void tint();

    ServerControl& m_server;
    const Theme& m_theme;
    QPushButton* m_run;
    QComboBox* m_what;
    QLineEdit* m_requests = nullptr;
    QLineEdit* m_connections = nullptr;
    QLineEdit* m_rate = nullptr;
    QLineEdit* m_repeats = nullptr;
    QLineEdit* m_page = nullptr;
    QLineEdit* m_seconds = nullptr;
    QToolButton* m_keepAlive;
    QProgressBar* m_bar;
    QLabel* m_text;
    QPushButton* m_cancel;
    QWidgetList m_ofLoads;  // what stands here for loads alone
    QWidgetList m_ofTrials; // and instead, for the trial
    bool m_offersTrial = false;
};

} // namespace windsock::ui
