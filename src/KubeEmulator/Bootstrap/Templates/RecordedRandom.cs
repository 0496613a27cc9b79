using KubeEmulator.Api;

namespace KubeEmulator.Bootstrap;

/// <summary>The chance of a template: takes down what is drawn, in order, and before which write.</summary>
internal sealed class RecordedRandom : ISeededRandom
{
    private readonly SeededRandom _random = TemplateMarks.Random();
    private readonly List<(long Revision, Draw Draw)> _draws = [];

    /// <summary>Tells the revision of the store.</summary>
    public Func<long> Revision { get; set; } = () => 0;

    /// <summary>What was drawn between the write before this revision and the one at it.</summary>
    public IReadOnlyList<Draw> Before(long revision)
    {
        lock (_draws)
        {
            return [.. _draws.Where(d => d.Revision == revision - 1).Select(d => d.Draw)];
        }
    }

    public ulong Next(string purpose, string key)
    {
        lock (_draws)
        {
            if (purpose != SystemFields.SecondUidDraw)
            {
                _draws.Add((Revision(), new Draw(purpose, key)));
            }

            return _random.Next(purpose, key);
        }
    }

    public ulong At(string purpose, string key, long count) => _random.At(purpose, key, count);
}
