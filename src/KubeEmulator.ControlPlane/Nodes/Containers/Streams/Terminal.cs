using System.Threading.Channels;

namespace KubeEmulator.Nodes.Containers.Streams;

/// <summary>
/// The line discipline between a client's terminal in raw mode and processes: echo, editing of a line, end of input with
/// Ctrl-D, signals with Ctrl-C, and line ends as each side wants them (termios(3): ICANON, ECHO, ISIG, ICRNL, ONLCR).
/// </summary>
internal sealed class Terminal
{
    private const byte EndOfText = 3;
    private const byte EndOfTransmission = 4;
    private const byte Backspace = 8;
    private const byte KillLine = 21;
    private const byte EraseWord = 23;
    private const byte Quit = 28;
    private const byte Delete = 127;

    // A client that pastes more than this without a line end gets no more of it in, as with Linux' N_TTY.
    private const int MaxLine = 4096;

    private readonly Stream client;
    private readonly Stream screen;
    private readonly Func<ContainerSignal, bool> interrupt;
    private readonly Channel<byte[]> lines = Channel.CreateBounded<byte[]>(64);
    private readonly List<byte> line = [];

    /// <param name="client">What the client types.</param>
    /// <param name="screen">What the client sees.</param>
    /// <param name="interrupt">Sends a signal to whoever runs in the foreground; false: nobody took it, a prompt waits.</param>
    public Terminal(Stream client, Stream screen, Func<ContainerSignal, bool> interrupt)
    {
        this.client = client;
        this.screen = screen;
        this.interrupt = interrupt;
        Input = new TerminalInputStream(lines.Reader);
        Output = new TerminalOutputStream(screen);
    }

    public Stream Input { get; }

    public Stream Output { get; }

    /// <summary>Passes on what the client types, until it leaves.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[1024];
        try
        {
            while (await client.ReadAsync(buffer, cancellationToken) is var taken and > 0)
            {
                for (var index = 0; index < taken; index++)
                {
                    await TypeAsync(buffer[index], cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
        }

        lines.Writer.TryComplete();
    }

    private async ValueTask TypeAsync(byte letter, CancellationToken cancellationToken)
    {
        switch (letter)
        {
            case (byte)'\r' or (byte)'\n':
                await EchoAsync("\r\n", cancellationToken);
                line.Add((byte)'\n');
                await PassAsync(cancellationToken);
                break;
            case EndOfTransmission:
                await PassAsync(cancellationToken);
                break;
            case EndOfText or Quit:
                await EchoAsync(letter == Quit ? "^\\\r\n" : "^C\r\n", cancellationToken);
                line.Clear();
                if (!interrupt(letter == Quit ? ContainerSignal.Quit : ContainerSignal.Int))
                {
                    await lines.Writer.WriteAsync([(byte)'\n'], cancellationToken);
                }

                break;
            case Delete or Backspace:
                await EraseAsync(line.Count > 0 ? 1 : 0, cancellationToken);
                break;
            case KillLine:
                await EraseAsync(line.Count, cancellationToken);
                break;
            case EraseWord:
                var blanks = Enumerable.Reverse(line).TakeWhile(cell => cell == ' ').Count();
                await EraseAsync(blanks + Enumerable.Reverse(line).Skip(blanks).TakeWhile(cell => cell != ' ').Count(), cancellationToken);
                break;
            default:
                if (line.Count < MaxLine)
                {
                    line.Add(letter);
                    await screen.WriteAsync(letter < ' ' && letter != '\t' ? [(byte)'^', (byte)(letter + 64)] : new[] { letter }, cancellationToken);
                }

                break;
        }
    }

    private async ValueTask PassAsync(CancellationToken cancellationToken)
    {
        // An empty piece is the end of the input for whoever reads now.
        var passed = line.ToArray();
        line.Clear();
        await lines.Writer.WriteAsync(passed, cancellationToken);
    }

    private async ValueTask EraseAsync(int count, CancellationToken cancellationToken)
    {
        line.RemoveRange(line.Count - count, count);
        await EchoAsync(string.Concat(Enumerable.Repeat("\b \b", count)), cancellationToken);
    }

    private ValueTask EchoAsync(string text, CancellationToken cancellationToken) => screen.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text), cancellationToken);
}
