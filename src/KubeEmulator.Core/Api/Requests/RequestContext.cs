namespace KubeEmulator.Api;

/// <summary>
/// One request's identity and what it gathers on the way: warnings for the client, audit annotations.
/// Not thread-safe: one request, one flow.
/// </summary>
public sealed class RequestContext(UserInfo user)
{
    private List<string>? _warnings;
    private Dictionary<string, string>? _auditAnnotations;
    private List<AdmissionStep>? _admission;

    /// <summary>Who asks.</summary>
    public UserInfo User { get; } = user;

    /// <summary>The client's User-Agent; its part before the first slash names the field manager where no other is given.</summary>
    public string UserAgent { get; init; } = "";

    /// <summary>Ends the request when the client goes away.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Warnings for the client, each once, in order.</summary>
    public IReadOnlyList<string> Warnings => _warnings ?? [];

    /// <summary>What admission noted for the audit log.</summary>
    public IReadOnlyDictionary<string, string> AuditAnnotations => _auditAnnotations ?? [];

    /// <summary>Whether the way through admission is to be noted, which costs a little; see <see cref="AdmissionSteps"/>.</summary>
    public bool NotesAdmission { get; init; }

    /// <summary>The admission plugins that looked at the request, in order; empty unless <see cref="NotesAdmission"/>.</summary>
    public IReadOnlyList<AdmissionStep> AdmissionSteps => _admission ?? [];

    /// <summary>Whether a created object may be answered as it is stored, in whichever version: who does not read it spares the conversion.</summary>
    internal bool TakesStored { get; init; }

    /// <summary>Notes a step through admission, where that is wanted.</summary>
    internal void Note(AdmissionStep step)
    {
        if (NotesAdmission)
        {
            (_admission ??= []).Add(step);
        }
    }

    /// <summary>Tells the client something in a <c>Warning</c> header; said once.</summary>
    public void Warn(string message)
    {
        _warnings ??= [];
        if (!_warnings.Contains(message))
        {
            _warnings.Add(message);
        }
    }

    /// <summary>Notes something for the audit log.</summary>
    public void Annotate(string key, string value) => (_auditAnnotations ??= [])[key] = value;
}
