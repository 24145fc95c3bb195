// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backend/demo/demolink.h"

#include "core/backend/demo/demoexchange.h"

namespace windsock::backend {

DemoLink::DemoLink(const demo::StaticFiles& files, const QString& databasePath)
    : m_files(files)
{
    auto store = demo::Store::open(databasePath);
    if (store)
        m_store = std::move(*store);
    else
        m_error = store.error().sentence.toStdString();
}

DemoLink::DemoLink(const demo::StaticFiles& files, std::string error)
    : m_files(files)
    , m_error(std::move(error))
{
}

std::unique_ptr<BackendExchange> DemoLink::open(const BackendRequest& request, Responder& responder)
{
    return std::make_unique<DemoExchange>(*this, request, responder);
}

} // namespace windsock::backend
