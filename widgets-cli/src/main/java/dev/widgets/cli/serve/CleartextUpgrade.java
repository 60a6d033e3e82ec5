package dev.widgets.cli.serve;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/2 without TLS. A request that offers to upgrade to it is answered by HTTP/1.1 if it has a
 * body in chunks, because the upgrade would lose that body: Java's HttpClient offers it by default.
 */
final class CleartextUpgrade extends HTTP2CServerConnectionFactory {

    CleartextUpgrade(HttpConfiguration configuration) {
        super(configuration);
        setRateControlFactory(new FrameLimit());
    }

    @Override
    public @Nullable Connection upgradeConnection(
            Connector connector,
            EndPoint endPoint,
            MetaData.Request request,
            HttpFields.Mutable responseFields) {
        return request.getHttpFields().contains(HttpHeader.TRANSFER_ENCODING)
                ? null
                : super.upgradeConnection(connector, endPoint, request, responseFields);
    }
}
