using System.Diagnostics;
using System.Globalization;

namespace KubeEmulator.Tool.Control;

/// <summary>Says on a terminal, and only there, that long work goes on: one line that is written over each second and wiped at the end.</summary>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private readonly Stopwatch _since = Stopwatch.StartNew();
    private readonly Timer? _timer;
    private readonly TextWriter _output;
    private readonly string _work;
    private int _shown;

    public Progress(TextWriter output, string work)
    {
        (_output, _work) = (output, work);
        if (ReferenceEquals(output, Console.Error) && !Console.IsErrorRedirected)
        {
            _timer = new Timer(_ => Show(), null, Every, Every);
        }
    }

    public void Dispose()
    {
        _timer?.Dispose();
        if (_shown > 0)
        {
            _output.Write('\r' + new string(' ', _shown) + '\r');
        }
    }

    private void Show()
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{_work}: {_since.Elapsed.TotalSeconds:0} s");
        _shown = line.Length;
        _output.Write('\r' + line);
    }
}
