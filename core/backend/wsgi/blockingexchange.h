// SPDX-FileCopyrightText: 2026 Windsock contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// BlockingExchange: one request that is answered on the I/O thread's own turn: its body is gathered, then the thread
// waits for the whole answer, as Tornado's WSGIContainer does. On the request's I/O thread; owned by its handler.
#pragma once

#include "core/backend/backend.h"
#include "core/backend/leasewait.h"
#include "core/backend/wsgi/blockingconnection.h"
#include "core/backend/wsgi/spool.h"

namespace windsock::backend {

class BlockingLink;

class BlockingExchange final : public BackendExchange
{
public:
    BlockingExchange(BlockingLink& link, const BackendRequest& request, Responder& responder);

    void start() override {}
    void bodyReceived(std::string_view bytes) override;
    /// Returns when the answer is there, unless a worker is still to come up: that is waited for beside the loop.
    void requestEnded() override;
    void writable() override {}

private:
    void leased(Result<Lease> lease);
    void leaseAnother(const Lease& lease);
    Result<WorkerAnswer> ask(BlockingConnection& connection);
    void answer(WorkerAnswer answer);
    void askingFailed(const Lease& lease, const Error& error);

    BlockingLink& m_link;
    const BackendRequest m_request;
    Responder& m_responder;
    Spool m_body;
    bool m_failed = false;
    LeaseWait m_leaseWait;
};

} // namespace windsock::backend
