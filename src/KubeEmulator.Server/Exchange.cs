using KubeEmulator.Api;
using KubeEmulator.Server.Content;
using KubeEmulator.Server.Requests;
using Microsoft.AspNetCore.Http;

namespace KubeEmulator.Server;

/// <summary>One request on its way through the server: what was asked, by whom, and where the answer goes.</summary>
internal sealed class Exchange
{
    private RequestContext? _context;

    public required HttpContext Http { get; init; }

    public required ResourceRequest Request { get; init; }

    public required QueryValues Query { get; init; }

    public required ApiServer Server { get; init; }

    /// <summary>Who asks; anonymous until authentication has answered.</summary>
    public UserInfo User { get; set; } = UserInfo.Anonymous;

    /// <summary>The body as it came, once it was read.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>Whether the request log wants bodies and the way through admission.</summary>
    public bool IsRecorded => Server.Options.Observer?.WantsBodies == true;

    /// <summary>The answer's bytes, where they are recorded.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Answer { get; set; } = [];

    /// <summary>What goes wrong with this request on purpose; null for nothing.</summary>
    public InjectedFault? Fault { get; set; }

    public ClusterServices Services => Server.Services;

    /// <summary>Ends when the client goes away or the server stops.</summary>
    public CancellationToken Cancellation => Http.RequestAborted;

    /// <summary>Identity and warnings, for the verbs.</summary>
    public RequestContext Context => _context ??= new RequestContext(User) { UserAgent = UserAgent ?? "", Cancellation = Cancellation, NotesAdmission = IsRecorded };

    /// <summary>Warnings gathered so far.</summary>
    public IReadOnlyList<string> Warnings => _context?.Warnings ?? [];

    public string? Accept => Joined("Accept");

    public string? UserAgent => Joined("User-Agent");

    public string? ContentType => Joined("Content-Type");

    /// <summary>The resource concerned; null where the path is about none, or about one that is not served.</summary>
    public ResourceType? TypeOf(ResourceCatalog catalog) => Request.IsResource ? catalog.Find(Request.Group, Request.Version, Request.Resource) : null;

    /// <summary>What was agreed about the answer.</summary>
    /// <exception cref="Objects.ApiException">406: nothing accepted is served.</exception>
    public Negotiated Agree() => Negotiation.Agree(Accept, Query, UserAgent);

    private string? Joined(string header) => Http.Request.Headers.TryGetValue(header, out var values) ? values.ToString() : null;
}
