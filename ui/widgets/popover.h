// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Popover: a framed sheet that opens under a button, inside the window, and goes with Escape or a click elsewhere. It
// is a child widget, not a popup window: a file dialog opened from it leaves it standing. GUI thread; owned by its
// window.
#pragma once

#include <QFrame>
#include <QPointer>

namespace windsock::ui {

class Popover : public QFrame
{
    Q_OBJECT
public:
    /// `anchor` is the button it hangs under and gives the focus back to.
    explicit Popover(QWidget* anchor);

    void openAt();
    void dismiss();
    void toggle();

Q_SIGNALS:
    void opened();
    void dismissed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    /// Takes it: passed on to the window, a press on a label or on empty room would count as one outside.
    void mousePressEvent(QMouseEvent* event) override;
    /// Called before it is shown: fill the fields.
    virtual void prepare() {}
    /// What gets the focus; the first field in the tab order otherwise.
    virtual QWidget* firstField() { return nullptr; }

private:
    void place();
    bool isOutside(QObject* watched) const;

    QPointer<QWidget> m_anchor;
};

} // namespace windsock::ui
