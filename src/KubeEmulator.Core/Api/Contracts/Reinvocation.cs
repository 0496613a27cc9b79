namespace KubeEmulator.Api;

/// <summary>
/// Whether the mutating plugins of one request run a second time, and what they remember for it. Upstream: apiserver
/// <c>pkg/admission/reinvocation.go</c>.
/// </summary>
internal sealed class Reinvocation
{
    // Only webhooks and policies remember, and every write has one of these.
    private Dictionary<string, ReinvokedHooks>? _hooks;

    /// <summary>Whether this is the second round.</summary>
    public bool IsSecondRound { get; private set; }

    /// <summary>Whether somebody changed the object so that the others should see it again.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Asks for a second round.</summary>
    public void Want() => IsWanted = true;

    /// <summary>Begins the second round.</summary>
    public void Begin() => IsSecondRound = true;

    /// <summary>What a plugin with hooks of its own remembers.</summary>
    public ReinvokedHooks Of(string plugin)
    {
        _hooks ??= new Dictionary<string, ReinvokedHooks>(StringComparer.Ordinal);
        if (!_hooks.TryGetValue(plugin, out var hooks))
        {
            _hooks[plugin] = hooks = new ReinvokedHooks();
        }

        return hooks;
    }
}
