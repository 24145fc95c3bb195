// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Builds the Application from options and backend: the ancestor's four routes, or a configured table.
// A new kind of handler is registered here. Main thread.
#pragma once

#include "app/serveoptions.h"
#include "core/backend/backend.h"
#include "core/web/application.h"

#include <memory>

namespace windsock::app {

/// The default table: `/hello-tornado`, `/ws/hello-tornado`, `/static/(.*)`, `.*`. The static route is there when there
/// is a folder for it, ours or one that the backend's framework named; else the backend answers these paths too. Where
/// the framework's files have another path than /static/, they have a route of their own.
Result<std::shared_ptr<const web::Application>> buildApplication(const ServeOptions& options,
                                                                 const std::shared_ptr<backend::Backend>& backend);

} // namespace windsock::app
