using KubeEmulator.Api;

namespace KubeEmulator;

/// <summary>
/// Webhooks that live in this process: whoever calls the Service or the host of one of them reaches the handler, without a
/// certificate, a port or a Service object. Thread-safe.
/// </summary>
/// <example>A test server of ASP.NET Core: <c>cluster.Webhooks.AddService("default", "my-operator", factory.Server.CreateHandler())</c>.</example>
public sealed class WebhookHandlers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HttpMessageInvoker> _handlers = new(StringComparer.OrdinalIgnoreCase);

    internal WebhookHandlers()
    {
    }

    /// <summary>Answers the calls to a Service, whatever port and path they name. Disposing the result ends that; the handler stays its owner's.</summary>
    /// <exception cref="InvalidOperationException">Somebody answers for the Service already.</exception>
    public IDisposable AddService(string @namespace, string name, HttpMessageHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(@namespace);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Add($"{name}.{@namespace}.svc", handler);
    }

    /// <summary>Answers the calls to a Service, whatever port and path they name, with a delegate.</summary>
    /// <exception cref="InvalidOperationException">Somebody answers for the Service already.</exception>
    public IDisposable AddService(string @namespace, string name, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return AddService(@namespace, name, new DelegateHandler(answer));
    }

    /// <summary>Answers the calls to a URL's host, whatever port and path they name. Disposing the result ends that; the handler stays its owner's.</summary>
    /// <exception cref="InvalidOperationException">Somebody answers for the host already.</exception>
    public IDisposable AddHost(string host, HttpMessageHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return Add(host, handler);
    }

    /// <summary>Answers the calls to a URL's host, whatever port and path they name, with a delegate.</summary>
    /// <exception cref="InvalidOperationException">Somebody answers for the host already.</exception>
    public IDisposable AddHost(string host, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return AddHost(host, new DelegateHandler(answer));
    }

    /// <summary>Who answers for a webhook in this process; null where it must be called over the network.</summary>
    internal HttpMessageInvoker? Find(WebhookClient client)
    {
        lock (_lock)
        {
            return _handlers.GetValueOrDefault(client.Host);
        }
    }

    private Entry Add(string host, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_lock)
        {
            if (!_handlers.TryAdd(host, new HttpMessageInvoker(handler, disposeHandler: false)))
            {
                throw new InvalidOperationException($"a handler answers for {host} already; dispose what it was added with first");
            }
        }

        return new Entry(this, host);
    }

    private sealed class Entry(WebhookHandlers handlers, string host) : IDisposable
    {
        public void Dispose()
        {
            lock (handlers._lock)
            {
                handlers._handlers.Remove(host);
            }
        }
    }

    private sealed class DelegateHandler(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => answer(request, cancellationToken);
    }
}
