import { testShippedSuite } from '../support/shipped-suite.js';

testShippedSuite('public/smoke');
