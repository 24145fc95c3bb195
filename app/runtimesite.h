// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// RuntimeSite: a Runtime as the matrix serves it, on a free port. Lives on the thread that makes it, which needs an
// event loop.
#pragma once

#include "core/matrix/site.h"

namespace windsock::app {

std::unique_ptr<matrix::Site> makeRuntimeSite(const matrix::SiteOptions& options);

} // namespace windsock::app
