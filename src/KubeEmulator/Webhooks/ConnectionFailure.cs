using System.Net.Sockets;
using System.Security.Authentication;

namespace KubeEmulator.Webhooks;

/// <summary>A connection that failed, in Go's words.</summary>
internal sealed class ConnectionFailure : IOException
{
    public ConnectionFailure(string message)
        : base(message)
    {
    }

    public ConnectionFailure(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>What Go's dialer says of a socket error.</summary>
    public static string Dial(string host, int port, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"dial tcp: lookup {host}: no such host",
        var code => $"dial tcp {(host.Contains(':') ? $"[{host}]" : host)}:{port}: connect: {Cause(code, failure)}",
    };

    /// <summary>The words for whatever an HTTP call threw.</summary>
    public static string Text(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ConnectionFailure told:
                    return told.Message;
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return "read: connection reset by peer";
                case HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded }:
                    return "EOF";
                case AuthenticationException { InnerException: null }:
                    return "tls: first record does not look like a TLS handshake";
                default:
                    break;
            }
        }

        return failure.InnerException?.Message ?? failure.Message;
    }

    private static string Cause(SocketError code, SocketException failure) => code switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.NetworkUnreachable => "network is unreachable",
        SocketError.HostUnreachable => "no route to host",
        SocketError.TimedOut => "connection timed out",
        _ => failure.Message,
    };
}
