// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// WindowOptions: what may be told to the window at its start. A plain value.
#pragma once

#include "ui/bench/blockingtrial.h"
#include "ui/bench/load.h"
#include "ui/chat/chatlink.h"
#include "ui/matrix/matrixoptions.h"
#include "ui/theme.h"

#include <QString>

#include <optional>

namespace windsock::ui {

struct WindowOptions
{
    std::optional<ThemeChoice> theme;    ///< from --theme; the remembered one otherwise
    QString settingsFile;                ///< an INI file; empty: the user's own settings
    bool remember = true;                ///< write the layout, history and drafts back
    ChatLinkFactory chat = makeChatLink; ///< tests put a link without a network here
    LoadFactory load = startLoad;        ///< tests put a load without a network here
    BlockingTrialFactory blocking;       ///< empty: "Would Tornado have blocked?" is not offered
    QString runsFolder;                  ///< where benchmarks are kept; empty: they are not
    MatrixOptions matrix;                ///< how environments are tried, which app knows
};

} // namespace windsock::ui
