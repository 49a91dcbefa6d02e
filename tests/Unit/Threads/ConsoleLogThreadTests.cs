using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WallboxMqtt.Bridge.Cli;

namespace WallboxMqtt.Tests.Unit.Threads;

[Collection(nameof(AloneCollection))]
public sealed partial class ConsoleLogThreadTests
{
    private const int Writers = 3;

    // Together below the 2500 lines that the queue has room for, and far above.
    private const int Few = 800;
    private const int Many = 30_000;

    private readonly Terminal _terminal = new();

    [Fact]
    public void Log_SeveralThreadsAndASlowTerminal_LosesNothingAndKeepsEachOnesOrder()
    {
        using (var services = Start())
        {
            _terminal.Open.Reset();
            WriteAtOnce(services, Few);
            _terminal.Open.Set();
        }

        AssertOrder(_terminal.Lines);
        Assert.Equal(Writers * Few, _terminal.Lines.Count);
    }

    [Fact]
    public void Log_TheTerminalTakesNothing_DelaysNoCallerAndCountsWhatItDrops()
    {
        using (var services = Start())
        {
            _terminal.Open.Reset();
            WriteAtOnce(services, Many);
            _terminal.Open.Set();
            RealThreads.Until(() => _terminal.Taken >= 2500, "the queue is not written");
            Write(services, writer: 0, line: Many);
        }

        var dropped = _terminal.Lines.Select(line => Dropped().Match(line)).Where(match => match.Success).ToArray();
        var lines = _terminal.Lines.Where(line => !Dropped().IsMatch(line)).ToList();
        AssertOrder(lines);
        Assert.InRange(lines.Count, 2500, 2500 + Writers * Few);
        Assert.Equal((Writers * Many) + 1, lines.Count + dropped.Sum(match => int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture)));
    }

    private static void WriteAtOnce(ServiceProvider services, int lines)
    {
        var writing = Enumerable.Range(0, Writers).Select(writer => Task.Factory.StartNew(
            () =>
            {
                var draw = new Draw(writer);
                for (var line = 0; line < lines; line++)
                {
                    Write(services, writer, line);
                    if (line % 16 == 0)
                        draw.Pause();
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        RealThreads.Await(Task.WhenAll(writing), "whoever logs has to wait");
    }

    private static void AssertOrder(IEnumerable<string> lines)
    {
        var last = Enumerable.Repeat(-1, Writers).ToArray();
        foreach (var line in lines)
        {
            var match = Line().Match(line);
            Assert.True(match.Success, line);
            var (writer, number) = (int.Parse(match.Groups["writer"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture));
            Assert.True(number > last[writer], $"line {number} of writer {writer} after its line {last[writer]}");
            last[writer] = number;
        }
    }

    private static void Write(ServiceProvider services, int writer, int line) =>
        Written(services.GetRequiredService<ILogger<ConsoleLogThreadTests>>(), writer, line);

    // The logger takes the console when it is made, and its threads end with it.
    private ServiceProvider Start()
    {
        var (output, error) = (Console.Out, Console.Error);
        Console.SetOut(_terminal);
        Console.SetError(_terminal);
        try
        {
            var services = new ServiceCollection().AddLogging(ConsoleLog.Add).BuildServiceProvider();
            services.GetRequiredService<ILoggerFactory>();
            return services;
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [LoggerMessage(LogLevel.Information, "writer {Writer} line {Line}")]
    private static partial void Written(ILogger logger, int writer, int line);

    [GeneratedRegex(@"writer (?<writer>\d) line (?<line>\d+)\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();

    [GeneratedRegex(@"^(?<count>\d+) message\(s\) dropped", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dropped();
}
