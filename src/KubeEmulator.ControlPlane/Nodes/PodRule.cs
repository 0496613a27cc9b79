using System.Globalization;
using System.Text;
using KubeEmulator.Nodes.Pods;
using KubeEmulator.Objects;

namespace KubeEmulator.Nodes;

/// <summary>One rule about pods; each call says more. Runs are counted by the container's restarts, so that forks and restores go on. Thread-safe.</summary>
public sealed class PodRule
{
    private readonly LabelSelector _selector;
    private readonly string? _namespace;
    private readonly Action _changed;
    private readonly Lock _lock = new();
    private readonly List<(int Code, TimeSpan After, int Times)> _exits = [];
    private readonly StringBuilder _text;
    private string? _container;
    private int _matched;

    internal PodRule(string text, LabelSelector selector, string? @namespace, Action changed)
    {
        (_selector, _namespace, _changed) = (selector, @namespace, changed);
        _text = new StringBuilder($"Matching(\"{text}\"{(@namespace is null ? "" : $", \"{@namespace}\"")})");
    }

    private PodRule(PodRule other, Action changed)
    {
        (_selector, _namespace, _changed, _container, _matched) = (other._selector, other._namespace, changed, other._container, other.Matched);
        (ReadyDelay, KilledAt, PullTime, PullFault) = (other.ReadyDelay, other.KilledAt, other.PullTime, other.PullFault);
        _exits = [.. other._exits];
        _text = new StringBuilder(other._text.ToString());
    }

    /// <summary>How many times a container that started was asked about and matched.</summary>
    public int Matched => Volatile.Read(ref _matched);

    internal TimeSpan? ReadyDelay { get; private set; }

    internal DateTimeOffset? KilledAt { get; private set; }

    internal TimeSpan? PullTime { get; private set; }

    internal Func<string, string>? PullFault { get; private set; }

    /// <summary>Only containers of this name.</summary>
    public PodRule Container(string name) => Say($"Container(\"{name}\")", () => _container = name);

    /// <summary>Containers are ready no sooner than so long after their start, whatever their probes say.</summary>
    public PodRule ReadyAfter(TimeSpan time) => Say(string.Create(CultureInfo.InvariantCulture, $"ReadyAfter({time})"), () => ReadyDelay = time);

    /// <summary>Every run ends with this code, at once or after a time, instead of what its program does; narrow it with <see cref="Times"/>.</summary>
    public PodRule ExitsWith(int code, TimeSpan after = default) =>
        Say(string.Create(CultureInfo.InvariantCulture, $"ExitsWith({code})"), () => _exits.Add((code, after, int.MaxValue)));

    /// <summary>Only so many runs end as just said; those that follow do what comes next, or what their program does.</summary>
    public PodRule Times(int times)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return Say(string.Create(CultureInfo.InvariantCulture, $"Times({times})"), () =>
        {
            if (_exits.Count > 0)
            {
                _exits[^1] = _exits[^1] with { Times = times };
            }
        });
    }

    /// <summary>After the runs named so far the program runs; the same as saying nothing more.</summary>
    public PodRule ThenRuns() => Say("ThenRuns()", () =>
    {
        if (_exits.Count > 0 && _exits[^1].Times == int.MaxValue)
        {
            _exits[^1] = _exits[^1] with { Times = 1 };
        }
    });

    /// <summary>Pulling the image takes so long, where the node has it not yet; a node pulls one image after another.</summary>
    public PodRule PullsImageIn(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        return Say(string.Create(CultureInfo.InvariantCulture, $"PullsImageIn({time})"), () => PullTime = time);
    }

    /// <summary>The image is never there: ErrImagePull and ImagePullBackOff, with the runtime's error or one of your own.</summary>
    public PodRule NeverPullsImage(string? error = null) => Say("NeverPullsImage()", () => PullFault = image => error ?? NotFound(image));

    /// <summary>Containers that run at a time are killed then for want of memory; those that run already too.</summary>
    public PodRule OomKilledAt(DateTimeOffset time)
    {
        Say(string.Create(CultureInfo.InvariantCulture, $"OomKilledAt({time:O})"), () => KilledAt = time);
        _changed();
        return this;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        lock (_lock)
        {
            return _text.ToString();
        }
    }

    /// <summary>The same rule for another cluster.</summary>
    internal PodRule Copy(Action changed)
    {
        lock (_lock)
        {
            return new PodRule(this, changed);
        }
    }

    internal bool Matches(KubeObject pod, string container)
    {
        if ((_namespace is not null && pod.Namespace != _namespace) || (_container is not null && _container != container) || !_selector.Matches(pod.Metadata.Labels))
        {
            return false;
        }

        Interlocked.Increment(ref _matched);
        return true;
    }

    internal (int Code, TimeSpan After)? ExitOf(int attempt)
    {
        lock (_lock)
        {
            foreach (var (code, after, times) in _exits)
            {
                if (attempt < times)
                {
                    return (code, after);
                }

                attempt -= times;
            }

            return null;
        }
    }

    private static string NotFound(string image)
    {
        var name = ImageNames.Normalize(image);
        return $"rpc error: code = NotFound desc = failed to pull and unpack image \"{name}\": failed to resolve reference \"{name}\": {name}: not found";
    }

    private PodRule Say(string words, Action act)
    {
        lock (_lock)
        {
            _text.Append('.').Append(words);
            act();
        }

        return this;
    }
}
