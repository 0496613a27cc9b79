using KubeEmulator.Values;

namespace KubeEmulator.Api;

/// <summary>
/// Which hooks (webhooks, policies) of one plugin are called again in the second round: those that ask for it and ran before a
/// change. Upstream: <c>plugin/webhook/mutating/reinvocationcontext.go</c> and its twin of policies.
/// </summary>
internal sealed class ReinvokedHooks
{
    private readonly HashSet<string> _called = new(StringComparer.Ordinal);
    private readonly HashSet<string> _again = new(StringComparer.Ordinal);

    /// <summary>The object as the hooks left it.</summary>
    public MapValue? LastOutput { get; set; }

    /// <summary>Whether the hook is called in the second round.</summary>
    public bool IsDue(string hook) => _again.Contains(hook);

    /// <summary>Notes that a hook ran that wants to see later changes.</summary>
    public void Called(string hook) => _called.Add(hook);

    /// <summary>The object changed: whoever was called before is called again.</summary>
    public void Changed()
    {
        _again.UnionWith(_called);
        _called.Clear();
    }
}
