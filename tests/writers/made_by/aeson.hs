-- GHC 9.0.2, aeson 2.0.3.0.
import Data.Aeson
import qualified Data.ByteString.Lazy as Bytes
import System.Environment

main :: IO ()
main = do
  [path] <- getArgs
  Just claim <- decode <$> Bytes.readFile path
  Bytes.putStr (encode (claim :: Value))
