using System.Text;
using System.Threading.Channels;
using KubeEmulator.Nodes.Containers;

namespace KubeEmulator.ControlPlane.Tests.Nodes.Containers;

public sealed class TerminalTests
{
    [Fact]
    public async Task InteractiveShell_TypedLines_AreEchoedEditedAndRun()
    {
        using var container = new TestContainer("busybox");

        var (screen, code) = await TypeAsync(container, ["sh"], ("# ", "ecko\b\bho $((1+2))\r"), ("# ", "exit 5\r"));

        Assert.Equal("# ecko\b \b\b \bho $((1+2))\r\n3\r\n# exit 5\r\n", screen);
        Assert.Equal(5, code);
    }

    [Fact]
    public async Task CtrlC_CommandInTheForeground_EndsItAndNotTheShell()
    {
        using var container = new TestContainer("busybox", new ManualTime());

        var (screen, code) = await TypeAsync(container, ["sh"], ("# ", "echo go; sleep 1000\r"), ("go\r\n", "\u0003"), ("# ", "echo $?\r"), ("# ", "\u0004"));

        Assert.Equal("# echo go; sleep 1000\r\ngo\r\n^C\r\n# echo $?\r\n130\r\n# ", screen);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task CtrlD_ForACommand_IsTheEndOfItsInputOnly()
    {
        using var container = new TestContainer("busybox");

        var (screen, _) = await TypeAsync(container, ["sh"], ("# ", "wc -c\r"), ("wc -c\r\n", "abc\r\u0004"), ("4\r\n# ", "exit\r"));

        Assert.Equal("# wc -c\r\nabc\r\n4\r\n# exit\r\n", screen);
    }

    [Fact]
    public async Task Error_InAnInteractiveShell_DoesNotEndIt()
    {
        using var container = new TestContainer("busybox");

        var (screen, code) = await TypeAsync(container, ["sh"], ("# ", "${x?gone}\r"), ("# ", "if\r"), ("> ", "true; then echo yes; fi\r"), ("yes\r\n# ", "exit\r"));

        Assert.Equal("# ${x?gone}\r\nsh: x: gone\r\n# if\r\n> true; then echo yes; fi\r\nyes\r\n# exit\r\n", screen);
        Assert.Equal(0, code);
    }

    // Types each text when the screen shows what comes before it.
    private static async Task<(string Screen, int Code)> TypeAsync(TestContainer container, string[] command, params (string After, string Typed)[] script)
    {
        var keyboard = new Keyboard();
        var screen = new Screen(script, keyboard);
        var code = await container.Running.ExecAsync(new ExecRequest { Command = command, Stdin = keyboard, Stdout = screen, Tty = true }, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        return (screen.Text, code);
    }

    private sealed class Screen((string After, string Typed)[] script, Keyboard keyboard) : MemoryStream
    {
        private int next;
        private int seen;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            while (next < script.Length && Text.IndexOf(script[next].After, seen, StringComparison.Ordinal) is var at and >= 0)
            {
                seen = at + script[next].After.Length;
                keyboard.Type(script[next++].Typed);
            }
        }
    }

    private sealed class Keyboard : MemoryStream
    {
        private readonly Channel<byte[]> typed = Channel.CreateUnbounded<byte[]>();

        public void Type(string text) => typed.Writer.TryWrite(Encoding.UTF8.GetBytes(text));

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var next = await typed.Reader.ReadAsync(cancellationToken);
            next.CopyTo(buffer);
            return next.Length;
        }
    }
}
